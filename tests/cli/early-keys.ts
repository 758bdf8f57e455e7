/** Asks one question of each kind; each waits until its keys of the test have been typed, which a file says. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { askInTerminal } from '../../runtime/src/sign-in/terminal-line.js';
import { terminalQuestions } from '../../src/ui/questions.js';

const [folder = ''] = process.argv.slice(2);
const { stdin: input, stderr: output } = process;
const interrupt = () => process.exit(130);
const questions = terminalQuestions(
  { input, output, color: false, interrupt },
  new AbortController().signal,
);
const list = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `label ${index}` }));

const kinds: Record<string, (message: string) => Promise<unknown>> = {
  yes: (message) => questions.confirm(message, true),
  change: (message) => questions.confirm(message, false, { isChange: true }),
  select: (message) => questions.choose({ message, choices: list(3), initial: 'v1' }),
  autocomplete: (message) => questions.choose({ message, choices: list(30), initial: 'v1' }),
  several: (message) => questions.chooseSeveral({ message, choices: list(3), initial: ['v1'] }),
  text: (message) => questions.text({ message, initial: 'acme' }),
  secret: (message) => questions.text({ message, isHidden: true }),
  line: (message) => questions.line(`${message} `, ['earlier']),
  server: (label) => askInTerminal({ label, isSecret: true }),
};

const ask = async (kind: string) => {
  output.write(`<${kind}>`);
  while (!existsSync(`${folder}/${kind}`)) await sleep(10);
  const answer = await kinds[kind]?.(`Question ${kind}`);
  output.write(`\n<${kind} = ${JSON.stringify(answer)}>\n`);
};
for (const [index, kind] of Object.keys(kinds).entries())
  await (index % 2 === 0 ? questions.withoutEcho(() => ask(kind)) : ask(kind));
