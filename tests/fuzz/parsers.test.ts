import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entries, remove, upsert } from '../../src/edit/formats/entry.js';
import { EditRefusedError } from '../../src/edit/formats/refusal.js';
import type { Format } from '../../src/model/client.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import { readSpec } from '../../src/spec/read-file.js';
import { kindsAndStyles } from '../spec/styles.js';
import { mutated, RUNS } from '../support/mutated.js';

const options = { numRuns: RUNS };

const SPEC = `name: acme
description: Rooms.
baseUrl: https://api.acme.dev
auth: { style: bearer }
tools:
  - name: send
    description: Send it.
    inputSchema: { type: object, properties: { id: { type: string } }, required: [id] }
    request: { method: POST, path: '/rooms/{id}' }
`;

it(
  'a spec is read, or its faults are named',
  () =>
    fc.assert(
      fc.asyncProperty(mutated(SPEC), async (text) => {
        await readSpec(text, 'a.yaml', kindsAndStyles).catch((error: unknown) => {
          expect(error).toBeInstanceOf(CliError);
        });
      }),
      options,
    ),
  600_000,
);

const FILES: Record<Format, string> = {
  json: '{\n  "a": [1, {"b": null}],\n  "servers": {\n    "x": { "url": "u" }\n  }\n}\n',
  jsonc: '{\n  // mine\n  "a": 1, /* b */\n  "servers": { "x": { "url": "u", }, },\n}\n',
  yaml: '# mine\na: &a [1, two]\nb: *a\nservers:\n  x:\n    url: "u" # c\n',
  toml: '# mine\na = 1\n[servers.x]\nurl = "u"\n[[list]]\nb = 2\n',
};

it.each(Object.entries(FILES))(
  'a configuration file gets an entry and keeps the others, or is refused: %s',
  (format, valid) => {
    const container = { format: format as Format, path: ['servers'] };
    const target = { ...container, name: 'acme' };
    const value = { command: 'npx', args: ['-y', 'acme'] };
    fc.assert(
      fc.property(mutated(valid), (text) => {
        try {
          const before = entries(text, container);
          const after = upsert(text, target, value);
          before.set('acme', value);
          expect(Object.fromEntries(entries(after, container))).toEqual(Object.fromEntries(before));
          before.delete('acme');
          expect(Object.fromEntries(entries(remove(after, target), container))).toEqual(
            Object.fromEntries(before),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(EditRefusedError);
        }
      }),
      options,
    );
  },
  600_000,
);
