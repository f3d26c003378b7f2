// A match becomes a finding: position, secret, fingerprint and frame. Which matches, at what severity and whether they
// are suppressed, the caller decides; so are path and origin the caller's to mask before they are printed.
import type { Blob, Finding, Match, Severity } from '../types.ts';
import { SecretValue } from '../secret.ts';
import { secretText } from './decode.ts';
import { ANY_PATH, type Fingerprinter } from './fingerprint.ts';
import { createFrame } from './frame.ts';
import { createLineIndex } from './lines.ts';
import { createMasking } from './mask.ts';

/**
 * Makes findings, of status `new`, of the matches of one blob; start and end are those of the secret. `matches` are all
 * that the engine returned for the blob: frames are masked for every one of them. The finding keeps no reference to
 * the blob's bytes.
 */
export function createFindingMaker(
  blob: Blob,
  matches: readonly Match[],
  fingerprint: Fingerprinter,
): (match: Match, severity: Severity) => Finding {
  const { bytes, path, origin } = blob;
  const lines = createLineIndex(bytes);
  const masking = createMasking(bytes, matches);
  return (match, severity) => {
    const { rule, secret: span, evidence, layers, half } = match;
    const { confidence, exposure, expires, isEncrypted, facts } = evidence;
    const secret = new SecretValue(secretText(bytes, match), rule.pattern.prefix);
    return {
      rule,
      severity,
      confidence,
      exposure,
      ...(expires !== undefined && { expires }),
      ...(isEncrypted && { isEncrypted }),
      ...(facts && { facts }),
      ...(layers && { layers }),
      ...(half && { half: { rule: half.rule, start: lines.pointAt(half.secret.start) } }),
      path,
      origin,
      start: lines.pointAt(span.start),
      end: lines.pointAt(span.end),
      secret,
      fingerprint: fingerprint(rule.id, path, secret),
      hash: fingerprint(rule.id, ANY_PATH, secret),
      ordinal: 1,
      status: { kind: 'new' },
      frame: createFrame(bytes, lines, masking, span),
    };
  };
}
