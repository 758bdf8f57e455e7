import type { AuthStyle } from '../../model/auth-style.js';
import { variableName } from '../../model/names.js';
import type { AuthSpec } from '../../model/spec.js';

const programVariables = ({ variables }: AuthSpec): string[] =>
  Array.isArray(variables) ? variables.map(String) : [];

export default {
  label: 'Environment variables of the program, such as a token',
  place: 'program',
  settings: {
    required: ['variables'],
    properties: {
      variables: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: variableName,
        description:
          'Names of the environment variables that the program reads, with values of each user.',
        examples: [['ACME_TOKEN']],
      },
    },
  },
  questions: [
    {
      key: 'variables',
      ask: 'Environment variables that the program needs, separated by spaces',
      list: true,
    },
  ],
  environment: (auth) =>
    programVariables(auth).map((name) => ({
      name,
      suffix: name,
      description: `${name} of the program`,
      secret: true,
      credential: true,
    })),
  storesCredentials: true,
  readme: (auth, { signInCommand }) =>
    `Sign in with \`${signInCommand}\`, or set ${programVariables(auth)
      .map((name) => `\`${name}\``)
      .join(' and ')} (see \`.env.example\`).`,
  view: (auth) => ({
    options: [Object.fromEntries(programVariables(auth).map((name) => [name, name]))],
  }),
  testing: (auth) => ({
    name: 'program',
    from: 'mcp-provider/testing',
    argument: programVariables(auth),
  }),
  dependencies: [],
  sample: { style: 'program', variables: ['ACME_TOKEN'] },
} satisfies AuthStyle;
