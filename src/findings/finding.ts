// A match becomes a finding: position, secret, fingerprint and frame. Which matches, at what severity and whether they
// are suppressed, the caller decides; so are path and origin the caller's to mask before they are printed.
import type { Blob, Finding, Match, Severity } from '../types.ts';
import { SecretValue } from '../secret.ts';
import { decodeSecret } from './decode.ts';
import type { Fingerprinter } from './fingerprint.ts';
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
  return ({ rule, secret: span, evidence }, severity) => {
    const secret = new SecretValue(decodeSecret(bytes, span), rule.pattern.prefix);
    return {
      rule,
      severity,
      confidence: evidence.confidence,
      path,
      origin,
      start: lines.pointAt(span.start),
      end: lines.pointAt(span.end),
      secret,
      fingerprint: fingerprint(rule.id, path, secret),
      status: { kind: 'new' },
      frame: createFrame(bytes, lines, masking, span),
    };
  };
}
