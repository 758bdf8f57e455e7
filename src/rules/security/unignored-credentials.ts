import type { Project } from '../../model/project.js';
import type { Rule } from '../../model/rule.js';
import { sourceRange } from '../../model/source-range.js';

export default {
  severity: 'error',
  summary:
    'Git ignores ".env", credential files and SQLite databases that the configuration names, and not ".env.example".',
  why: 'A single "git add ." commits a credential file or the data of users, and it stays in the history after it is deleted.',
  source: {
    text: 'CWE-538, Insertion of Sensitive Information into Externally-Accessible File or Directory.',
    url: 'https://cwe.mitre.org/data/definitions/538.html',
  },
  securitySeverity: 7.5,
  limits: 'Files that only code opens are not known.',
  project(project, report) {
    const file = project.text('.gitignore');
    const range = file ? sourceRange(file, 0, file.text.search(/\r?\n|$/)) : undefined;
    const append = (line: string) => {
      if (!file) return undefined;
      const lineBreak = file.text === '' || file.text.endsWith('\n') ? '' : '\n';
      return [{ at: sourceRange(file, file.text.length), text: `${lineBreak}${line}\n` }];
    };
    const manifest = project.text('package.json');
    if (!project.ignores('.env')) {
      if (range)
        report(range, 'Git does not ignore ".env".', 'Add the line ".env".', append('.env'));
      else if (manifest)
        report(
          sourceRange(manifest),
          'The file ".gitignore" is missing, so Git adds ".env".',
          'Restore it.',
          { creates: '.gitignore' },
        );
    } else if (range && project.ignores('.env.example'))
      report(
        range,
        'Git ignores ".env.example".',
        'Add the line "!.env.example".',
        append('!.env.example'),
      );
    for (const { value, path } of namedFiles(project))
      if (!project.ignores(path))
        report(
          value.range,
          `Git does not ignore "${path}".`,
          `Add "${path}" to ".gitignore", or keep it outside the project.`,
          append(`/${path}`),
        );
  },
  examples: {
    pass: [
      { '.gitignore': '*.env*\n!/.env.example\n' },
      { '.gitignore': '**/.env\r\n' },
      { 'provider-config.yaml': ['port:', 'credentials_path: ~/weather.json\n    port:'] },
    ],
    fail: [
      [{ '.gitignore': '‹dist/›\n# .env\n.env/\n' }, 'Git does not ignore ".env".'],
      [{ '.gitignore': '‹.env›\n!.env\n' }, 'Git does not ignore ".env".'],
      [{ '.gitignore': '‹.env*›\n' }, 'Git ignores ".env.example".'],
      [
        { 'provider-config.yaml': ['port:', 'credentials_path: ‹./client.json›\n    port:'] },
        'Git does not ignore "client.json".',
      ],
    ],
    fix: [
      [{ '.gitignore': 'dist/\n' }, { '.gitignore': 'dist/\n.env\n' }],
      [{ '.gitignore': 'dist/\r\n' }, { '.gitignore': 'dist/\r\n.env\r\n' }],
    ],
  },
} satisfies Rule;

/** Returns the files of OAuth clients and of SQLite in the project that the configuration names. */
function namedFiles({ config }: Project) {
  return [...(config?.get('providers')?.members.values() ?? [])].flatMap((entry) =>
    ['credentials_path', 'database_url'].flatMap((key) => {
      const value = entry.get(key);
      const [, path] =
        /^(?:sqlite:(?!\/\/)|(?=[^:]*$))(?:\.\/)?([^/~$.:][^:$]*)$/.exec(entry.text(key) ?? '') ??
        [];
      return value && path !== undefined ? [{ value, path }] : [];
    }),
  );
}
