// The text of a baseline to its entries, whatever merges have done to it: in any order, with lines that stand twice. It may
// be a stranger's.
import { checkData, faultError, type Fault } from '../data/check.ts';
import { isDay } from '../data/day.ts';
import { LeaklintError } from '../errors.ts';
import { baseline as validate } from '../generated/validate.js';
import { entryKey, type Baseline, type BaselineEntry } from './baseline.ts';

type Header = { readonly version: 1 } & Pick<Baseline, 'salt'> & Partial<Pick<Baseline, 'history'>>;

/** In characters. */
const LONGEST_LINE = 1 << 16;

/**
 * Of entries for the same credential in the same file the larger count holds, and the earlier end. `path` is what errors
 * are named after; they hold nothing of the text but words of the format.
 * @throws LeaklintError BASELINE_INVALID with the line, BASELINE_OF_TWO_SALTS
 */
export function parseBaseline(path: string, text: string): Baseline {
  const headers: Header[] = [];
  const entries = new Map<string, BaselineEntry>();
  for (const [index, line] of text.replace(/^\uFEFF/, '').split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = parseLine(path, index + 1, line.trim());
    if ('version' in record) headers.push(record);
    else entries.set(entryKey(record), unite(entries.get(entryKey(record)), record));
  }
  const [header] = headers;
  if (header === undefined) throw invalid({ path, line: 1, column: 1, message: 'there is no line with "version" and "salt"', hint: 'is this a baseline?' });
  if (headers.some(({ salt }) => salt !== header.salt)) {
    throw new LeaklintError('BASELINE_OF_TWO_SALTS', `${path} was merged of two baselines with different salts`, 'accept all anew: leaklint baseline create --force');
  }
  return { path, salt: header.salt, history: headers.some(({ history }) => history === true), entries: [...entries.values()] };
}

function unite(one: BaselineEntry | undefined, other: BaselineEntry): BaselineEntry {
  if (one === undefined) return other;
  const [until] = [one.until, other.until].filter((day) => day !== undefined).sort();
  return { ...other, ...one, count: Math.max(one.count, other.count), ...(until !== undefined && { until }) };
}

function parseLine(path: string, line: number, text: string): Header | BaselineEntry {
  const fail = (message: string, hint = ''): never => {
    throw invalid({ path, line, column: 1, message, hint });
  };
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(text)) fail('the merge of this file was not finished', 'take out the lines with <<<<<<<, ======= and >>>>>>>: what stands between them may all stay');
  if (text.length > LONGEST_LINE) fail(`this line is longer than ${LONGEST_LINE} characters`);
  const value = parseJson(text);
  if (value === undefined) fail('this line is no JSON');
  const faults = checkData({ path, value, locate: () => ({ line, column: 1 }) }, validate);
  if (faults.length > 0) throw faultError('BASELINE_INVALID', faults.map((fault) => ({ ...fault, message: fault.message.replace(/^the file /, 'the line ') })));
  const record = value as Header | BaselineEntry;
  if (hasTwins(text, record)) fail('a key stands twice');
  if ('version' in record) return record;
  if (!record.path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')) fail('path must be relative to the project root, such as src/a.ts');
  if (record.until !== undefined && !isDay(record.until)) fail('until is a day that does not exist', 'YYYY-MM-DD, such as 2027-01-01');
  return record;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // No JSON is `undefined`. What the parser says would quote the text.
  }
}

// Of two values JSON.parse takes the last, a reader the first. In an object without objects in it, which the schema sees to, a
// string before a colon is a key.
function hasTwins(text: string, record: object): boolean {
  const keys = (text.match(/"(?:[^"\\]|\\.)*"(?:\s*:)?/g) ?? []).filter((word) => word.endsWith(':'));
  return keys.length > Object.keys(record).length;
}

function invalid(fault: Fault): LeaklintError {
  return faultError('BASELINE_INVALID', [fault]);
}
