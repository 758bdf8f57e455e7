import { API_MODULE, apiModule } from '../api-module.js';
import type { Variant } from '../variants.js';

const printed = (variant: string, started: string): Variant => ({
  variant: `a program prints ${variant}`,
  edits: {
    [API_MODULE]: apiModule(
      "import { execFileSync, execSync } from 'node:child_process';",
      `const printed = ${started}.toString();`,
      { result: 'return { ...(response.body as object), printed };' },
    ),
  },
});

export const variants: readonly Variant[] = [
  printed('what an argument named as the environment gives', "execFileSync('make', ['ENV=prod'])"),
  printed('a branch of that name', "execFileSync('git', ['checkout', 'env'])"),
  printed('a count', "execFileSync('grep', ['-c', 'env'])"),
  printed('one variable', "execSync('printenv LANG')"),
  printed('one property', `execFileSync('node', ['-p', "process.env['LANG']"])`),
  printed('an optional property', "execFileSync('node', ['-p', 'process.env?.LANG'])"),
  printed(
    'an item of Python',
    `execFileSync('python3', ['-c', "import os; print(os.environ.get('LANG'))"])`,
  ),
  printed('an item of Ruby', `execFileSync('ruby', ['-e', "p ENV['LANG']"])`),
];
