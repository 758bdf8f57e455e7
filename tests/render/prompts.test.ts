import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';
import * as zod from 'zod';
import { promptModule } from '../../src/render/prompt-module.js';

interface Definition {
  render(args: Record<string, string>): string;
}

/** What the rendered module of a prompt registers: made by running it. */
function registered(text: string): Definition {
  const source = promptModule({
    name: 'sum_up',
    text,
    arguments: [{ name: 'room', required: true }],
  });
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs' });
  const load = (name: string) => (name === 'zod' ? zod : { prompt: (it: Definition) => it });
  const module: { exports: { sumUpPrompt?: Definition } } = { exports: {} };
  // Only what we printed ourselves is run.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('require', 'module', 'exports', code)(load, module, module.exports);
  return module.exports.sumUpPrompt!;
}

it.each([
  ['Sum up {room}.', 'Sum up lobby.'],
  ['Costs ${room}', 'Costs $lobby'],
  ['Print ${HOME} and `{room}`', 'Print ${HOME} and `lobby`'],
  ['Run ${globalThis.process.exit(1)}', 'Run ${globalThis.process.exit(1)}'],
  ['A \\${x} $${room}$', 'A \\${x} $$lobby$'],
])('%j is text, but for its arguments', (text, rendered) => {
  expect(registered(text).render({ room: 'lobby' })).toBe(rendered);
});
