import { clientModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

/** `getCredentials` behind a function that makes another one of it. */
const wrapped = (
  defect: string,
  rule: Mutation['rule'],
  above: string,
  getCredentials: string,
): Mutation =>
  inIssues(`wrapped credentials: ${defect}`, rule, {
    'src/providers/issues/api/client.ts': clientModule(getCredentials, above),
  });

const ONCE = `function once<T>(task: (userId: string) => Promise<T>) {
  let result: Promise<T> | undefined;
  ▶return (userId: string) => (result ??= task(userId));
}
`;

export const mutations: readonly Mutation[] = [
  wrapped('loaded once for all', 'security/shared-state', ONCE, 'once(load)'),
  wrapped(
    'loaded once for all, by a variable',
    'security/shared-state',
    `${ONCE}const getCredentials = once(load);\n`,
    'getCredentials',
  ),
  wrapped(
    'kept under one key',
    'security/shared-state',
    `function keep<T>(task: (userId: string) => Promise<T>) {
  const known = new Map<string, Promise<T>>();
  return (userId: string) => {
    ▶if (!known.has('all')) known.set('all', task(userId));
    return known.get('all');
  };
}
`,
    'keep(load)',
  ),
  wrapped(
    'for another user',
    'contract/unauthenticated-call',
    `const asLocal = <T>(task: (userId: string) => Promise<T>) => (_userId: string) => task('local');
▶`,
    'asLocal(load)',
  ),
  wrapped(
    'not loaded',
    'contract/unauthenticated-call',
    `const guest = (_task: unknown) => async (_userId: string) => ({ kind: 'none' });
▶`,
    'guest(load)',
  ),
];
