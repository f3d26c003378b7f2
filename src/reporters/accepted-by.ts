// What has accepted findings, and how many: every report that leaves them out says so, since the scanned tree may be a stranger's.
import { visible } from './visible.ts';
import type { Report } from '../types.ts';

/** A line for the configuration in force and one for the baseline, if there are any. */
export function acceptedBy({ config, baseline }: Report): readonly string[] {
  return [
    ...(config === undefined ? [] : [`config ${visible(config.path)} suppressed ${config.suppressed}`]),
    ...(baseline === undefined ? [] : [`baseline ${visible(baseline.path)} accepted ${baseline.accepted}`]),
  ];
}
