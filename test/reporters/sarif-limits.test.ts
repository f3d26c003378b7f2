import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { withinLimits } from '../../src/reporters/sarif-limits.ts';
import type { Finding } from '../../src/types.ts';
import { finding, report } from './factory.ts';
import { log } from './sarif-log.ts';

function leftOut(findings: readonly Finding[]) {
  const [run] = log(report({ findings })).runs;
  const messages = run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text);
  return { kept: run?.results ?? [], messages };
}

describe('25,000 results', () => {
  const some = (count: number, severity: Finding['severity']): readonly Finding[] => {
    const one = finding({ severity, frame: [] });
    return Array.from({ length: count }, () => one);
  };

  test('are taken', () => {
    const { kept, messages } = leftOut(some(25_000, 'low'));
    expect(kept).toHaveLength(25_000);
    expect(messages).toEqual([]);
  });

  test('are all that is taken: the most severe, and a note of the others', () => {
    const { kept, messages } = leftOut([...some(24_000, 'low'), ...some(1000, 'medium'), ...some(400, 'critical')]);
    expect(kept).toHaveLength(25_000);
    expect(kept.filter(({ level }) => level === 'error')).toHaveLength(400);
    expect(kept.filter(({ level }) => level === 'warning')).toHaveLength(1000);
    expect(messages).toEqual(['400 of the least severe findings are left out: code scanning takes no more of a file.']);
  });
});

describe('10 MB when compressed', () => {
  // Bytes that no compressor makes smaller.
  const texts = Array.from({ length: 100 }, () => randomBytes(120_000).toString('base64url'));
  const render = (kept: number): string => texts.slice(0, kept).join('');

  test('are all that is taken, and no more is cut than is needed', () => {
    expect(gzipSync(render(100)).length).toBeGreaterThan(10_000_000);
    const text = withinLimits(100, render);
    expect(gzipSync(text, { level: 6 }).length).toBeLessThan(10_000_000);
    expect(gzipSync(text, { level: 6 }).length).toBeGreaterThan(8_000_000);
    expect(render(100).startsWith(text)).toBe(true);
  });

  test('count only when compressed', () => {
    const long = 'x'.repeat(11_000_000);
    expect(withinLimits(3, (kept) => `${kept}${long}`)).toBe(`3${long}`);
  });

  test('are not waited for if there is nothing to leave out', () => {
    expect(withinLimits(1, () => render(100))).toBe(render(100));
  });
});
