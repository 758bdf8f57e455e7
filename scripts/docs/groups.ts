/** Folders of `src/rules` in the order of the documentation. */
export const GROUPS = [
  ['contract', 'Contract'],
  ['protocol', 'Protocol'],
  ['security', 'Security'],
  ['configuration', 'Configuration and packaging'],
  ['directory', 'Directories of servers, with --for'],
] as const;

export const groupOf = (id: string) => id.slice(0, id.indexOf('/'));
