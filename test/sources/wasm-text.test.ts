// What a WebAssembly module of a build output ships is found in it, at the offset at which it stands.
import { expect, test } from 'vitest';
import { live, scan } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';

/** A module that holds a text in its data; all of its bytes are ASCII, as long as the text is short. */
function moduleWith(text: string): string {
  const segment = `\x01\0\x41\0\x0b${String.fromCharCode(text.length)}${text}`;
  return `\0asm\x01\0\0\0\x05\x03\x01\0\x01\x0b${String.fromCharCode(segment.length)}${segment}`;
}

const module = moduleWith(`host\0${live}\0\x02GET`);

test('the module is one', () => {
  expect(() => new WebAssembly.Module(Buffer.from(module, 'latin1'))).not.toThrow();
});

test('a secret in the data of a module is found in a build output', async () => {
  const { findings } = await scan(createTree({ 'dist/index.html': '<p>\n', 'dist/app.wasm': module }));
  expect(findings).toMatchObject([{ ruleId: 'stripe-secret-key', path: 'dist/app.wasm', startLine: 1, startColumn: module.indexOf(live) + 1 }]);
});
