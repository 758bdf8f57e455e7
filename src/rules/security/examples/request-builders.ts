import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/raw-path": requests that functions of the runtime and of the project make. */
export const requestBuilderExamples: readonly Example[] = [
  // Arguments are variables of the document, not parts of the path.
  ok`
    // src/providers/weather/api/query-builder.ts
    import { graphql } from 'mcp-provider/api';

    export class QueryBuilder {
      readonly #variables: Record<string, unknown> = {};
      constructor(readonly document: string) {}
      with(name: string, value: unknown) {
        this.#variables[name] = value;
        return this;
      }
      build = () => graphql('/graphql', this.document, this.#variables);
    }

    // src/providers/weather/api/get-forecast.ts
    import { graphql, graphqlData } from 'mcp-provider/api';
    import { callApi } from './client.js';
    import { QueryBuilder } from './query-builder.js';

    const PLACE = 'query Place($place: String!) { place(name: $place) { id } }';
    const DAYS = 'query Days($place: String!) { days(place: $place) { text } }';
    export const getForecast = async ({ place }: { place: string }, context: CallContext) => {
      graphqlData(await callApi(graphql('/graphql', PLACE, { place }), context));
      const request = new QueryBuilder(DAYS).with('place', place).build();
      return graphqlData(await callApi(request, context));
    };
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { graphql, graphqlData } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const DAYS = 'query Days($place: String!) { days(place: $place) { text } }';
    export const getForecast = async ({ place }: { place: string }, context: CallContext) =>
      graphqlData(await callApi(graphql(\`/\${‹place›}/graphql\`, DAYS, { place }), context));
  `
    .related('src/providers/weather/api/get-forecast.ts:5:35 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
];
