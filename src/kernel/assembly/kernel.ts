// What the kernel exports.
export * from './encoded';
export * from './openings';
