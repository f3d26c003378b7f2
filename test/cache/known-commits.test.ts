// What is kept of commits, beside the plainest way to say the same; and what of a history is planned to be listed with it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKnownCommits } from '../../src/cache/known-commits.ts';
import type { SealedFile } from '../../src/cache/sealed-file.ts';
import { sumOf, type CommitContent, type KnownBlob } from '../../src/known.ts';
import { planWalk } from '../../src/sources/walk-plan.ts';

function createFile(): SealedFile {
  let held: Buffer | undefined;
  return {
    load: () => held,
    save(content) {
      held = content;
      return true;
    },
  };
}

// Ids that begin alike too.
const idOf = (prefix: string, number: number): string => `${prefix}${number.toString(16).padStart(4, '0')}`.padEnd(40, '0');
const blobIds = Array.from({ length: 30 }, (_, index) => idOf(index % 3 === 0 ? 'aaaaaaaa' : `${index}bbbbbbbb`.slice(0, 8), index));
const commitIds = Array.from({ length: 20 }, (_, index) => idOf('c', index));
const blobs = fc.array(fc.constantFrom(...blobIds), { maxLength: 6 });
const commits = fc.uniqueArray(fc.record({ id: fc.constantFrom(...commitIds), blobs }), { selector: ({ id }) => id, maxLength: 20 });
const clean = fc
  .uniqueArray(fc.record({ id: fc.constantFrom(...blobIds), size: fc.nat(2 ** 31).map((size) => size * 4097), isBinary: fc.boolean() }), { selector: ({ id }) => id })
  .map((all) => new Map<string, KnownBlob>(all.map((blob) => [blob.id, blob])));
const some = fc.uniqueArray(fc.constantFrom(...commitIds));

function expectKnown(file: SealedFile, all: readonly CommitContent[], known: ReadonlyMap<string, KnownBlob>, selected: readonly string[], without: readonly string[]): void {
  const kept = createKnownCommits(file, 20);
  for (const id of commitIds) {
    const commit = all.find((one) => one.id === id);
    expect(kept.othersOf(id)).toEqual(commit?.blobs.filter((blob) => !known.has(blob)));
  }
  const brought = new Set(all.filter(({ id }) => selected.includes(id)).flatMap((commit) => commit.blobs));
  const counted = [...brought].filter((blob) => !without.includes(blob)).flatMap((blob) => known.get(blob) ?? []);
  expect(kept.sum(selected, without)).toEqual(sumOf(counted));
  expect(kept.hasAny()).toBe(all.length > 0);
}

test('what commits bring in, what of it is clean by now, and what that adds up to', () => {
  fc.assert(
    fc.property(commits, commits, clean, clean, some, some, fc.uniqueArray(fc.constantFrom(...blobIds)), (first, second, known, learnt, kept, selected, without) => {
      const file = createFile();
      createKnownCommits(file, 20).replace([], first, known);
      expectKnown(file, first, known, selected, without);
      const old = first.filter(({ id }) => kept.includes(id));
      const added = second.filter(({ id }) => !kept.includes(id));
      // What was clean stays as it was.
      const both = new Map([...learnt, ...known]);
      createKnownCommits(file, 20).replace(kept, added, both);
      expectKnown(file, [...old, ...added], both, selected, without);
    }),
  );
});

test('all is listed that is not known to be clean, in order, and no command line is too long', () => {
  const many = fc.constantFrom(0, 0, 1, 150, 399, 400, 401).map((count) => Array.from({ length: count }, (_, index) => idOf('d', index)));
  const history = fc.array(fc.option(many), { maxLength: 20 });
  fc.assert(
    fc.property(history, (all) => {
      const order = all.map((_, index) => idOf('e', index));
      const file = createFile();
      const known = all.flatMap((ids, index) => (ids === null ? [] : [{ id: order[index] as string, blobs: ids }]));
      createKnownCommits(file, 20).replace([], known, new Map());
      const plan = planWalk(order, createKnownCommits(file, 20));
      expect(plan.known).toEqual(known.map(({ id }) => id));
      expect(plan.others).toEqual(known.flatMap((commit) => commit.blobs));
      expect(plan.parts.flatMap((part) => part.commits)).toEqual(order.filter((_, index) => all[index]?.length !== 0));
      for (const part of plan.parts) {
        if (part.blobs === undefined) continue;
        expect(part.blobs.length).toBeLessThanOrEqual(400);
        for (const id of part.commits) expect(known.find((commit) => commit.id === id)?.blobs.every((blob) => part.blobs?.includes(blob))).toBe(true);
      }
    }),
  );
});
