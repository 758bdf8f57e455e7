import type { Answers } from '../../tests/cli/talk.js';

/** Another creator of projects, and the answers that lead to a project with its defaults. */
export interface Creator {
  package: string;
  version: string;
  args: readonly string[];
  answers: Answers;
}

export const CREATORS: readonly Creator[] = [
  {
    package: 'create-vite',
    version: '9.3.0',
    args: [],
    answers: [
      ['Project name', ''],
      ['Select a framework', ''],
      ['Select a variant', ''],
      ['Install with npm', 'n'],
    ],
  },
  {
    package: 'sv',
    version: '0.17.1',
    args: ['create', '--no-install'],
    answers: [
      ['Where would you like', 'app'],
      ['Which template', ''],
      ['Add type checking', ''],
      ['What would you like to add', ''],
    ],
  },
  {
    package: 'create-hono',
    version: '0.19.5',
    args: [],
    answers: [
      ['Target directory', 'app'],
      ['Which template', ''],
      ['Do you want to install', 'n\r'],
    ],
  },
  {
    package: 'create-xmcp-app',
    version: '0.2.1',
    args: ['--skip-install'],
    answers: [
      ['What is your project named', 'app'],
      ['Select a package manager', ''],
      ['Select the transport', ''],
      ['Ok to continue', ''],
    ],
  },
];
