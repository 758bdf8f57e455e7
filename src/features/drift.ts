import type { LocalFeature } from '../model/feature.js';

export default {
  label:
    'Drift: a nightly workflow that repeats recorded calls and reports what the API has changed',
  view: ({ providers }) => ({ inputs: providers.flatMap(({ inputs }) => inputs) }),
  packageJson: () => ({}),
  readme: ({ providers }) => {
    const secrets = providers.flatMap(({ inputs }) =>
      inputs.flatMap(({ name, secret }) => (secret ? [`\`${name}\``] : [])),
    );
    return [
      '## Changes of the API',
      '',
      'Record calls first: `npx mcp-provider call TOOL --record` adds them to the tests. Each night, a workflow repeats those whose',
      'tools only read, and uploads what the API has changed to code scanning. Without recorded calls, it only warns. It does not',
      'fail where an API is down or limits its rate.',
      ...(secrets.length > 0
        ? [
            `It needs secrets of the repository, of an account that may only read: ${secrets.join(', ')}.`,
            'A sign-in with a browser is not possible there: such calls are reported as not compared.',
          ]
        : []),
      'In a private repository, the upload needs GitHub Code Security; without it, remove the last step.',
    ].join('\n');
  },
} satisfies LocalFeature;
