/**
 * Returns a Git command that only reads. The configuration of a repository from an archive can name
 * programs that Git would run as the user; these options prevent that. Commands that convert files
 * (`hash-object` with a path, `cat-file --filters`, `status`, `diff`) run filters all the same, so
 * no caller uses them. Only Git's own trust setting (`safe.directory`) decides.
 */
export const readOnlyGit = (...gitArguments: readonly string[]): readonly [string, ...string[]] => [
  'git',
  '--no-pager',
  '--no-optional-locks',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    // A project folder that looks like a repository also has a configuration, which a clone can
    // contain.
    'safe.bareRepository=explicit',
  ].flatMap((setting) => ['-c', setting]),
  ...gitArguments,
];

/**
 * Environment variables of the command. In a partial clone, Git would fetch missing objects with
 * programs that a remote names. Releases before 2.45 ignore the first variable, but find no allowed
 * protocol.
 */
export const READ_ONLY_GIT_ENVIRONMENT = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
};
