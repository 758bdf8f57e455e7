import { clientModule } from '../api-module.js';
import type { Edit } from '../mutate.js';
import type { Variant } from '../variants.js';

/** `getCredentials` behind a function that makes another one of it. */
const wrapped = (
  variant: string,
  above: string,
  getCredentials: string,
  beside: Record<string, string | Edit> = {},
): Variant => ({
  variant: `wrapped credentials: ${variant}`,
  edits: { 'src/providers/issues/api/client.ts': clientModule(getCredentials, above), ...beside },
});

const MEMO = `function memo<T>(task: (userId: string) => Promise<T>) {
  const known = new Map<string, Promise<T>>();
  return (userId: string) => {
    let found = known.get(userId);
    if (!found) {
      found = task(userId);
      known.set(userId, found);
    }
    return found;
  };
}
`;

export const variants: readonly Variant[] = [
  wrapped('memo', MEMO, 'memo(load)'),
  wrapped('memo of a method', MEMO, 'memo(auth.getCredentials)'),
  wrapped('memo of a function', MEMO, 'memo((userId) => load(userId))'),
  wrapped('memo in a variable', `${MEMO}const cached = memo(load);\n`, 'cached'),
  wrapped('memo in another file', "import { memo } from '../../../memo.js';\n", 'memo(load)', {
    'src/memo.ts': `export ${MEMO}`,
  }),
  wrapped(
    'memo with options and other names',
    `function memo<T>({ task }: { task: (userId: string) => Promise<T> }) {
  const known = new Map<string, Promise<T>>();
  return async (id: string) => {
    if (!known.has(id)) known.set(id, task(id));
    return known.get(id) as Promise<T>;
  };
}
`,
    'memo({ task: load })',
  ),
  wrapped(
    'tried twice',
    `const retry = <A extends unknown[], R>(task: (...all: A) => Promise<R>) =>
  async (...all: A): Promise<R> => {
    try {
      return await task(...all);
    } catch {
      return task(...all);
    }
  };
`,
    'retry(load)',
  ),
  wrapped(
    'memo of a class',
    `class Memo<T> {
  readonly #known = new Map<string, Promise<T>>();
  constructor(readonly task: (userId: string) => Promise<T>) {}
  get(userId: string) {
    const found = this.#known.get(userId) ?? this.task(userId);
    this.#known.set(userId, found);
    return found;
  }
}
const memo = new Memo(load);
`,
    '(userId) => memo.get(userId)',
  ),
  wrapped('memo of a package', "import pMemoize from 'p-memoize';\n", 'pMemoize(load)', {
    'package.json': ['"zod"', '"p-memoize": "8.0.0",\n    "zod"'],
  }),
];
