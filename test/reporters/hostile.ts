// Texts that mean something to what reads a report, and a report that holds one wherever a text of a stranger can stand: paths,
// authors, refs, reasons, messages, and the words of a rule pack that lies in the scanned tree.
import type { Report } from '../../src/types.ts';
import { finding, report, rule } from './factory.ts';

export const hostileTexts: readonly string[] = [
  'a|b`c',
  '\\|`` `\\`',
  '<img src=x onerror=alert(1)><!-- </td></table>',
  '@everyone and @acme/team, see #123, GH-7, a@b.test',
  '[click](https://evil.test) ![i](https://evil.test/i.png) <https://evil.test>',
  '**bold** _it_ ~~gone~~ # heading',
  ']]><x/>&amp;&#0;"\'',
  '=HYPERLINK("https://evil.test")',
  '+1, -1, @SUM(A1)',
  '\t=1+1',
  '\r\n::error file=x::forged\n::stop-commands::x',
  '%0A::add-mask::x%25,title=y:z',
  '##[error]forged',
  'quote " comma , semicolon ; line\nend\r',
  '\u001b[2J\u001b]8;;https://evil.test\u0007\u009b31m',
  '\0\u0001\u000b\u000c\u007f\ufffe\uffff',
  '\ud800 lone \udc00',
  '\u202egpj.exe \u2028\u2029 \u200b\u2066',
  '${{ secrets.TOKEN }} $(id) `id`',
];

export function hostileReport(text: string): Report {
  const pack = rule({ title: text, risk: text, provider: { id: 'acme', name: text, hosts: [], rotate: [text, text] }, builtin: false, references: [text] });
  const commit = { kind: 'commit', commit: 'c'.repeat(40), author: text, date: text, inHead: false } as const;
  return report({
    findings: [
      finding({ path: text }),
      finding({ path: `x/${text}`, rule: pack, origin: commit, fingerprint: `v1:${'1'.repeat(20)}` }),
      finding({ path: text, origin: { kind: 'ref', ref: text, inHead: false }, fingerprint: `v1:${'2'.repeat(20)}` }),
      finding({ path: 'a.ts', status: { kind: 'suppressed', by: 'inline', reason: text } }),
      finding({ path: 'b.ts', status: { kind: 'baseline', reason: text } }),
    ],
    problems: [{ path: text, code: 'unreadable', message: text }],
    notes: [{ code: 'suppression-unused', message: text, path: text, line: 3 }],
    provenance: { repository: 'https://host.test/x', branch: text },
    config: { path: text, suppressed: 1 },
  });
}

/** Findings of each severity, so many each. */
export function reportOf(counts: Partial<Record<'critical' | 'high' | 'medium' | 'low', number>>): Report {
  const findings = (['low', 'medium', 'high', 'critical'] as const).flatMap((severity) =>
    Array.from({ length: counts[severity] ?? 0 }, (_, index) => finding({ severity, path: `${severity}/${index}.ts` })),
  );
  return report({ findings });
}
