import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { markdown } from '../../src/reporters/markdown.ts';
import { visible } from '../../src/reporters/visible.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';
import type { Report } from '../../src/types.ts';
import { finding, fullReport, plain, report, rule } from './factory.ts';
import { hostileReport, hostileTexts, reportOf } from './hostile.ts';

const textOf = (subject: Report, options: Partial<ReporterOptions> = {}): string => markdown(subject, { ...plain, ...options });

/** As GitHub renders it: its Markdown, HTML included. */
function htmlOf(subject: Report): string {
  return micromark(textOf(subject), { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** The text of an element without its tags. */
function unescaped(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

const elements = (html: string, name: string): readonly string[] =>
  Array.from(html.matchAll(new RegExp(`<${name}[^>]*>(.*?)</${name}>`, 'gs')), ([, inside = '']) => inside);

test('golden', () => {
  expect(textOf(fullReport())).toMatchInlineSnapshot(`
    "**leaklint:** 3 findings (1 critical, 1 high, 1 medium) in 124 files (1.2 MB, 38 rules)<br>
    1 public (--show-public to list), 2 suppressed, 3 skipped (2 binary, 1 deleted)<br>
    config leaklint.config.json suppressed 1<br>
    baseline leaklint.baseline.jsonl accepted 1<br>
    incomplete: 1 input not scanned

    | severity | credential | where |
    |---|---|---|
    | critical | QODRYX live API key (\`qodryx-live-key\`)<br>\`qx_live_…(40)\` | \`src/config/client.ts:12:12\` |
    | high | ACME token (\`acme-token\`)<br>\`qx_live_…(40)\` | \`lib/old.js:12:12\`<br>\`commit 0123456789ab by Ann Example on 2026-03-04, no longer in HEAD\` |
    | medium | QODRYX webhook secret (\`qodryx-webhook\`)<br>\`qx_live_…(40)\` | \`deploy/prod [eu].env:12:12\` |

    ### What to do now

    **QODRYX**

    1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys.
    2. Deploy it, then revoke the leaked key in the same place.

    **ACME**

    1. Ask the platform team to replace it.


    ### Not scanned

    - \`data/dump.sql\`: \`120 MB is above the limit of 100 MB\`
    "
  `);
});

test('without findings there is but a line', () => {
  expect(textOf(report())).toBe('**leaklint:** ✔ no secrets found in 124 files (1.2 MB, 38 rules)\n');
  expect(textOf(report(), { quiet: true })).toBe('');
});

test('quiet leaves findings and problems', () => {
  const text = textOf(fullReport(), { quiet: true });
  expect(text).not.toMatch(/leaklint:|What to do/);
  expect(text).toContain('| critical |');
  expect(text).toContain('### Not scanned');
});

describe('rendered', () => {
  test('is a table, most severe first, steps for each provider and a list of what was not scanned', () => {
    const html = htmlOf(fullReport());
    expect(elements(html, 'tr')).toHaveLength(4);
    expect(elements(html, 'td').map((cell) => cell.split('<')[0]).filter((cell) => /^(?:critical|high|medium|low)$/.test(cell ?? ''))).toEqual(['critical', 'high', 'medium']);
    expect(elements(html, 'ol')).toHaveLength(2);
    expect(elements(html, 'ul')).toHaveLength(1);
    expect(elements(html, 'h3')).toEqual(['What to do now', 'Not scanned']);
  });

  test.each(hostileTexts)('%j is shown and does nothing', (text) => {
    const html = htmlOf(hostileReport(text));
    // Nothing but our own elements, whatever the text.
    const tags = new Set(Array.from(html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/g), ([, name = '', rest = '']) => name + rest));
    const ours = new Set(['p', 'strong', 'br', 'br /', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'h3', 'ol', 'ul', 'li']);
    expect([...tags].filter((tag) => !ours.has(tag) && !/^a href="https:\/\/evil\.test/.test(tag) && tag !== 'a')).toEqual([]);
    expect(elements(html, 'tr')).toHaveLength(4);
    expect(elements(html, 'tr').slice(1).map((row) => elements(row, 'td').length)).toEqual([3, 3, 3]);
    // What comes from the tree is in code, where nothing is a mention or a link.
    const shown = visible(text).replaceAll('`', '\\x60').replaceAll('|', '\\x7c');
    const codes = elements(html, 'code').map(unescaped);
    expect(codes).toContain(`${shown}:12:12`);
    expect(codes).toContain(`x/${shown}:12:12`);
    expect(codes.some((code) => code.includes(`by ${shown} on `))).toBe(true);
    // Outside of code there is no mention and no reference.
    const outside = html.replaceAll(/<code>.*?<\/code>/gs, '').replaceAll(/<[^>]*>/g, '');
    expect(outside).not.toMatch(/[@#]\w/);
  });

  test('the words of a rule pack are shown as they are', () => {
    const words = '[click](x) ![i](y) <b> **bold** `code` a|b ~~x~~ \\ &amp; # 1';
    const pack = rule({ title: words, provider: { id: 'acme', name: words, hosts: [], rotate: [words] } });
    const html = htmlOf(report({ findings: [finding({ rule: pack })] }));
    const shown = words.replace('#', '#\u200b');
    expect(unescaped(elements(html, 'li')[0] ?? '').trim()).toBe(shown);
    expect(unescaped(elements(html, 'td')[1] ?? '').startsWith(`${shown} (`)).toBe(true);
  });
});

describe('no more than a comment may hold', () => {
  const long = 'x'.repeat(5000);
  const problems = Array.from({ length: 3000 }, (_, index) => ({ path: `${index}/${long}`, code: 'unreadable', message: long }) as const);

  test('of many findings, providers and problems the others are counted', () => {
    const findings = Array.from({ length: 4000 }, (_, index) => {
      const provider = { id: `p${index}`, name: `P${index}`, hosts: [], rotate: [`step ${index}`, 'another'] };
      return finding({ path: `${long}/${index}`, severity: index === 3999 ? 'critical' : 'low', rule: rule({ provider }) });
    });
    const text = textOf(report({ findings, problems }));
    expect(text.length).toBeLessThan(65_536);
    expect(text.length).toBeGreaterThan(50_000);
    const rows = text.match(/^\| (?:critical|low) /gm)?.length ?? 0;
    expect(text).toContain(`| | ${4000 - rows} more in the full report | |`);
    expect(text.indexOf('| critical |')).toBeLessThan(text.indexOf('| low |'));
    expect(text).toMatch(/The steps of \d+ more are in the full report\./);
    expect(text).toMatch(/^- \d+ more$/m);
    expect(text).toContain('/3999:12:12`');
  });

  test('what fits is whole', () => {
    expect(textOf(reportOf({ critical: 50 }))).not.toContain('more in the full report');
    expect(textOf(reportOf({ critical: 50 })).match(/^\| critical /gm)).toHaveLength(50);
  });
});
