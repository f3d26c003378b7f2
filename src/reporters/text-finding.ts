// One finding as terminal lines: what, where, the code frame, what it is worth. What to do about it is said once for
// the whole report, in `text-advice.ts`.
import { frameRows } from './frame.ts';
import { shownSecret } from './shown-secret.ts';
import { placeNote, sourcePlace } from './source-place.ts';
import { paintSeverity, type Style } from './style.ts';
import { visible } from './visible.ts';
import type { Finding, FrameLine, LayerName } from '../types.ts';

/** Lines without newlines; the second is `path:line:column`, which terminals and editors make a link. */
export function findingLines(finding: Finding, style: Style, showSecrets: boolean): readonly string[] {
  const { rule, severity } = finding;
  const headline = [
    paintSeverity(style, severity, severity),
    style.bold(visible(rule.title)),
    style.dim([visible(rule.id), ...qualifiers(finding)].join('  ')),
  ];
  const { path, line, column } = sourcePlace(finding);
  const note = placeNote(finding);
  const secret = shownSecret(finding.secret, showSecrets);
  return [
    headline.join('  '),
    `  ${style.cyan(visible(`${path}:${line}:${column}`))}${note === '' ? '' : style.dim(`  ${note}`)}`,
    ...frameRows(frameOf(finding), style).map((row) => `  ${row}`),
    ...(showSecrets || !isInFrame(finding) ? [`  ${style.dim('secret:')} ${visible(secret)}`] : []),
    `  ${style.dim('risk:')} ${visible(rule.risk)}`,
    ...(known(finding) === '' ? [] : [`  ${style.dim('known:')} ${visible(known(finding))}`]),
  ];
}

function frameOf({ original, frame }: Finding): readonly FrameLine[] {
  return original?.frame ?? frame;
}

/** Whether the code frame shows the redacted secret, so that it need not be said again. */
function isInFrame(finding: Finding): boolean {
  const { secret } = finding;
  return frameOf(finding).some((line) => line.text.includes(secret.toString()));
}

/** What is unusual about the finding. */
function qualifiers({ confidence, exposure, layers = [], isEncrypted }: Finding): readonly string[] {
  return [
    ...(confidence === 'high' ? [] : [`${confidence} confidence`]),
    ...(exposure === 'never' ? [] : [exposure]),
    ...(layers.length === 0 ? [] : [`in ${layers.toReversed().map((name) => LAYERS[name]).join(' in ')}`]),
    ...(isEncrypted ? ['encrypted'] : []),
  ];
}

const LAYERS: Readonly<Record<LayerName, string>> = {
  base64: 'base64',
  percent: 'percent escapes',
  escape: 'string escapes',
  html: 'HTML character references',
  concatenation: 'concatenated strings',
};

/** What the credential says of itself, and where its other half is. */
function known({ facts = {}, expires, half }: Finding): string {
  const said = Object.entries(facts).map(([name, text]) => `${name} ${text}`);
  return [
    ...(half === undefined ? [] : [`${half.rule.title} in line ${half.start.line}`]),
    ...said,
    ...(expires === undefined ? [] : [`valid until ${expires}`]),
  ].join(', ');
}
