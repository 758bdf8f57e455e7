import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run } from './run.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'tutorial.md'), 'utf8');

interface Block {
  language: string;
  text: string;
  /** The line above it; none where it is the output of the block before. */
  said: string;
}

const blocks: readonly Block[] = [...PAGE.matchAll(/([^\n]*)\n\n```(\w*)\n(.*?)```/gs)].map(
  ([, said = '', language = '', text = '']) => ({ said, language, text }),
);

/** Each line of the page is in the output, in this order; "…" stands for anything. */
function pattern(text: string): RegExp {
  const lines = text.trimEnd().split('\n');
  const escaped = lines.map((line) => line.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(escaped.map((line) => line.replaceAll('…', '.*')).join('\\n(?:.*\\n)*?'));
}

it('the commands of the tutorial print what the page shows', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  mkdirSync(home);
  const env = { HOME: home, XDG_DATA_HOME: join(home, 'data'), NO_COLOR: '1' };
  for (const { said, text } of blocks) {
    const [, file] = /^Save .* as `(.+)`:$/.exec(said) ?? [];
    if (file) writeFileSync(join(folder, file), text);
  }

  let cwd = folder;
  for (const [index, { language, text }] of blocks.entries()) {
    if (language !== 'sh') continue;
    let output = '';
    for (const command of text.trimEnd().split('\n')) {
      const [program = '', ...words] = command.split(' ');
      if (program === 'cd') cwd = join(cwd, ...words);
      else if (command === 'node api.mjs') await start(words, cwd);
      else {
        const own = command.replace(/^npx create-mcp-provider/, `node ${ROOT}/bin/create-mcp-provider.cjs`); // prettier-ignore
        const { stdout, stderr } = await run('sh', ['-c', own], { cwd, env });
        output += `${stderr}${stdout}\n`;
      }
    }
    const next = blocks[index + 1];
    if (next?.said === '') expect(output).toMatch(pattern(next.text));
  }
});

async function start(words: string[], cwd: string): Promise<void> {
  const api = spawn(process.execPath, words, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void api.kill());
  await once(api.stdout, 'data');
}
