import type { Project } from '../../model/project.js';
import type { Fix, Rule } from '../../model/rule.js';
import { sourceRange, type TextFile } from '../../model/source-range.js';

const AUTH = 'src/providers/weather/api/auth.ts';

export default {
  severity: 'warning',
  summary: 'The file .env.example lists the environment variables that api/auth.ts names.',
  why: 'Without the entry, users who install the server do not know which variable contains the credentials.',
  source: { text: 'The Twelve-Factor App, Config.', url: 'https://12factor.net/config' },
  provider({ module, project }, report) {
    const listed = listedVariables(project.text('.env.example'));
    for (const { callee, arguments: args } of module('api/auth')?.calls ?? []) {
      if (!callee.endsWith('Auth')) continue;
      for (const { value, range } of args.flatMap(({ members }) => [...members.values()])) {
        if (typeof value !== 'string' || !/^[A-Z][A-Z0-9_]*$/.test(value) || listed.has(value))
          continue;
        report(
          range,
          `The file ".env.example" does not list "${value}".`,
          `Add the line "# ${value}=".`,
          fixIn(project, value),
        );
      }
    }
  },
  examples: {
    pass: [
      { [AUTH]: ["{ token: 'WEATHER_TOKEN' }", "{ issuer: 'https://auth.example.com' }"] },
      { '.env.example': 'WEATHER_TOKEN=secret\n' },
    ],
    fail: [
      [
        { [AUTH]: ["'WEATHER_TOKEN'", "‹'WEATHER_KEY'›"] },
        'The file ".env.example" does not list "WEATHER_KEY".',
      ],
      [
        { '.env.example': null, [AUTH]: ["'WEATHER_TOKEN'", "‹'WEATHER_TOKEN'›"] },
        'The file ".env.example" does not list "WEATHER_TOKEN".',
      ],
    ],
  },
} satisfies Rule;

const NO_VARIABLES: ReadonlySet<string> = new Set();
/** Names by file, because every provider asks for those of one file. */
const variablesByFile = new WeakMap<TextFile, ReadonlySet<string>>();

/** Returns the names that an equals sign follows, also in comments. */
function listedVariables(file: TextFile | undefined): ReadonlySet<string> {
  if (!file) return NO_VARIABLES;
  let names = variablesByFile.get(file);
  if (!names) {
    names = new Set(Array.from(file.text.matchAll(/\b\w+(?==)/g), ([name]) => name));
    variablesByFile.set(file, names);
  }
  return names;
}

function fixIn(project: Project, variable: string): Fix | undefined {
  const file = project.text('.env.example');
  if (!file) return undefined;
  const lineBreak = file.text === '' || file.text.endsWith('\n') ? '' : '\n';
  return [{ at: sourceRange(file, file.text.length), text: `${lineBreak}# ${variable}=\n` }];
}
