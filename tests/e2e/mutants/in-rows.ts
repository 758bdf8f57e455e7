import type { Mutant } from './mutant.js';

/** Statements whose condition contains the user, and does not keep the rows of users apart. */
const conditions: readonly [mistake: string, file: string, code: string, mistaken: string][] = [
  [
    'a row is selected by its key alone',
    'api/get-part.ts',
    'where id = :id and owner = :principal.user_id',
    'where id = :id and :principal.user_id is not null',
  ],
  [
    'a list has the rows of all users',
    'api/list-parts.ts',
    'where owner = :principal.user_id\n  and',
    "where (owner = :principal.user_id or owner <> '')\n  and",
  ],
  [
    'any row can be deleted',
    'api/delete-part.ts',
    'where id = :id and owner = :principal.user_id',
    'where id = :id or owner = :principal.user_id and false',
  ],
];

/** Rows of other users. */
export const inRows: readonly Mutant[] = [
  ...conditions.map(([mistake, file, code, mistaken]): Mutant => ({
    mistake,
    provider: 'inventory',
    file,
    code,
    mistaken,
    noticedBy: 'neither see nor change the rows of each other',
    alone: true,
  })),
  {
    mistake: 'a resource is read by its key alone',
    provider: 'inventory',
    file: 'api/read-part.ts',
    code: 'where id = :id and owner = :principal.user_id',
    mistaken: 'where id = :id and :principal.user_id is not null',
    noticedBy: 'do not read',
    alone: true,
  },
];
