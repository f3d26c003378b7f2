// The output formats by name. A format is one pure function; adding one is a file here and a line below.
import { csv } from './csv.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';
import type { Reporter } from './reporter.ts';

/** What `--format` accepts, in the order help shows it. */
export const reporters = { text, json, jsonl, sarif, github, gitlab, junit, csv, markdown } as const satisfies Record<string, Reporter>;
