/**
 * A command of Git that only reads. The configuration of a repository that arrived as an archive can name programs, which
 * run as the user: here, none of them do. Commands that convert files (`hash-object` of a path, `cat-file --filters`,
 * `status`, `diff`) run filters in spite of it, so no caller uses them. Only Git's own settings of trust (`safe.directory`) decide.
 */
export const readingGit = (...words: readonly string[]): readonly [string, ...string[]] => [
  'git',
  '--no-pager',
  '--no-optional-locks',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    // A folder of a project that looks like a repository has a configuration, too, and a clone can contain it.
    'safe.bareRepository=explicit',
  ].flatMap((setting) => ['-c', setting]),
  ...words,
];

/**
 * The variables it runs with. In a partial clone, Git fetches an object that is missing, with the programs that a remote
 * names; releases that do not know the first variable (before 2.45) find no protocol to do so.
 */
export const READING_GIT = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
};
