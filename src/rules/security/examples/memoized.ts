import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Functions whose results a package keeps. */
export const memoizedExamples: readonly Example[] = [
  bad`
    // src/providers/weather/api/place.ts
    import { memoize } from 'lodash-es';
    import pMemoize from 'p-memoize';
    import { callApi } from './client.js';

    export const load = ‹memoize›((id: string, context: CallContext) =>
      callApi({ method: 'GET', path: '/places', query: { id } }, context),
    );
    const find = (context: CallContext) => callApi({ method: 'GET', path: '/places' }, context);
    export const recent = ‹pMemoize›((id: string, context: CallContext) => find(context), { cache: false });
  `.finds(
    'Responses of one caller are stored where all callers find them.',
    'Responses of one caller are stored where all callers find them.',
  ),
  ok`
    // src/providers/weather/api/place.ts
    import { memoize } from 'lodash-es';
    import pMemoize from 'p-memoize';
    import { callApi } from './client.js';

    const load = (id: string, context: CallContext) =>
      callApi({ method: 'GET', path: '/places', query: { id } }, context);
    export const first = memoize(load, (id, { principal }) => \`\${principal.userId}:\${id}\`);
    export const second = pMemoize(load, { cacheKey: ([id, context]) => \`\${context.principal.userId}:\${id}\` });
    export const nameOf = memoize((id: string) => id.trim());
  `,
];
