import { pageUrl } from '../../model/documentation.js';
import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const request = (baseUrl: string) =>
  ["path: '/forecast'", `baseUrl: ${baseUrl}, path: '/forecast'`] as const;

export default {
  severity: 'error',
  summary:
    'The base URL of a request is a string literal that "base_urls" in provider-config.yaml lists.',
  why: 'The request carries the credentials of the user to that address. The server rejects requests to other base URLs.',
  source: {
    text: '"Requests" in docs/spec.md of create-mcp-provider.',
    url: pageUrl('spec.md#requests'),
  },
  limits: 'A request that is composed outside the call is not compared; the server rejects it.',
  provider({ name, entry, modules, project }, report) {
    const listedUrls = entry?.get('base_urls')?.items.map(({ value }) => value) ?? [];
    for (const module of modules) {
      for (const call of module.calls) {
        const members = call.arguments[0]?.members;
        const setting = members?.has('path') ? members.get('baseUrl') : undefined;
        const usedUrl = project.resolveExpression(module, setting)?.expression.value;
        if (!setting || listedUrls.includes(usedUrl)) continue;
        if (typeof usedUrl !== 'string')
          report(
            setting.range,
            'The base URL of this request is not a string literal.',
            'Write the URL here, and list it in "base_urls" of provider-config.yaml.',
          );
        else
          report(
            setting.range,
            `"base_urls" of "${name}" does not list "${usedUrl}".`,
            `Add "${usedUrl}" to "base_urls" in provider-config.yaml, if it may get the credentials of users.`,
          );
      }
    }
  },
  examples: {
    pass: [
      {
        [TOOL]: request("'https://files.weather.dev'"),
        'provider-config.yaml': [
          'auth: bearer',
          'auth: bearer\n    base_urls:\n      - https://files.weather.dev',
        ],
      },
    ],
    fail: [
      [
        { [TOOL]: request("‹'https://files.weather.dev'›") },
        '"base_urls" of "weather" does not list "https://files.weather.dev".',
      ],
      [
        { [TOOL]: request('‹query.host›') },
        'The base URL of this request is not a string literal.',
      ],
    ],
  },
} satisfies Rule;
