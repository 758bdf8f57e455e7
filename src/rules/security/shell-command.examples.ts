import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed

    + import { execFile } from 'node:child_process';
    + export const log = (branch: string) => execFile('git', ['log', '--', branch]);
    +
  `,
  ok`
    // src/providers/weather/api/client.ts, changed

    + import { exec } from 'node:child_process';
    + export const list = () => exec('git status');
    +
  `,
  ok`
    // src/providers/weather/api/client.ts, changed

    + import { exec } from 'node:child_process';
    + const status = () => 'git status';
    + export const list = () => exec(status());
    +
  `,
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { exec } from 'node:child_process';
    + const logOf = (branch: string) => ['git log', branch].join(' ');
    + export const log = (branch: string) => ‹exec(logOf(branch))›;
    +
  `.finds('"exec" passes text that is composed at run time to a shell.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { spawn } from 'node:child_process';
    + const options = Object.assign({}, { shell: true });
    + export const log = (branch: string) => ‹spawn('git', ['log', branch], options)›;
    +
  `.finds('"spawn" passes text that is composed at run time to a shell.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { exec } from 'node:child_process';
    + export const log = (branch: string) => ‹exec(\`git log \${branch}\`)›;
    +
  `.finds('"exec" passes text that is composed at run time to a shell.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { spawn } from 'node:child_process';
    + export const log = (branch: string) => ‹spawn('git', ['log', branch], { shell: true })›;
    +
  `.finds('"spawn" passes text that is composed at run time to a shell.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { spawn } from 'node:child_process';
    + export const log = (branch: string) => ‹spawn('/bin/sh', ['-c', \`git log \${branch}\`])›;
    +
  `.finds('"spawn" passes text that is composed at run time to a shell.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { execFile } from 'node:child_process';
    + import { promisify } from 'node:util';
    + export const log = (file: string) => ‹promisify(execFile)(file, [], { shell: '/bin/sh' })›;
    +
  `.finds('"" passes text that is composed at run time to a shell.'),
];
