import { expect, it } from 'vitest';
import { repairs } from '../../src/rules/fix.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { minimalProject } from './minimal-project.js';

const FUNCTION = 'src/providers/weather/api/get-forecast.ts';
const KEY = 'headers: { authorization: `Bearer ${process.env.WEATHER_TOKEN}` }';
const SENT = `const response = await fetch(\`https://api.weather.dev/v1/f/\${place}\`, { ${KEY} });`;
const READ = 'return response.json();';

const made = (body: string, parameters = '({ place, days })') => `
import { path, type Call } from 'mcp-provider/api';
import type { input, output } from '../tools/get-forecast.js';
import { callApi } from './client.js';

export const getForecast: Call<typeof input, typeof output> = async ${parameters} => {
  ${body}
};
`;

/** Whether the findings of a rule, of which there are some, come with changes. */
async function isRepaired(rule: string, text: string): Promise<boolean> {
  const project = await projectOf({ ...minimalProject, [FUNCTION]: text });
  const found = run(project, rules).findings.filter((each) => each.rule === rule);
  expect(found).not.toEqual([]);
  return repairs(project, found).length > 0;
}

it.each([
  ['returned', `${SENT} ${READ}`],
  ['parsed', `${SENT} return output.parse(await response.json());`],
  ['an error that is thrown', `${SENT} if (!response.ok) throw new Error('No.'); ${READ}`],
])('replaces fetch: %s', async (_, body) => {
  expect(await isRepaired('contract/unauthenticated-call', made(body))).toBe(true);
});

// The result would not compile, or do something else.
it.each([
  ['errors of the JSON', `${SENT} return await response.json().catch(() => ({}));`],
  ['then', `${SENT} return response.json().then((data: any) => data.forecast);`],
  ['a part of the JSON', `${SENT} const data = await response.json(); return data.summary;`],
  ['parts of the JSON', `${SENT} const { summary } = await response.json(); return { summary };`],
  ['a cast', `${SENT} return (await response.json()) as { summary: string };`],
  ['a type', `${SENT.replace('response', 'response: Response')} ${READ}`],
  ['a status with a result', `${SENT} if (response.status === 404) return null; ${READ}`],
  ['an error with a result', `${SENT} if (!response.ok) return null; ${READ}`],
  ['twice not', `${SENT} if (!!response.ok) ${READ}`],
  ['a comment', `${SENT.replace('{ headers', '{ /* Of the team. */ headers')} ${READ}`],
  ['a name that is there twice', `${SENT.replace('${place}', 'x?tag=a&tag=b')} ${READ}`],
  ['a quote', `${SENT.replace('${place}', "it's")} ${READ}`],
  ['another credential', `${SENT.replace('WEATHER_TOKEN', 'ADMIN_TOKEN')} ${READ}`],
  ['another "context"', `const context = place; ${SENT} ${READ}`],
])('leaves fetch: %s', async (_, body) => {
  expect(await isRepaired('contract/unauthenticated-call', made(body))).toBe(false);
});

it('leaves a function without parentheses around its parameter', async () => {
  const text = made(`${SENT.replace('place', 'args.place')} ${READ}`, 'args');
  expect(await isRepaired('contract/unauthenticated-call', text)).toBe(false);
});

it.each([
  ["'/forecast/' /* of */ + place", 'a comment'],
  ["'/fore\\u0063ast/' + place", 'an escape'],
  ["'/forecast' + place", 'a value that may begin with a slash'],
])('leaves the path %s: %s', async (way) => {
  const text = made(
    `return (await callApi({ method: 'GET', path: ${way} }, context)).body;`,
    '({ place }, context)',
  );
  expect(await isRepaired('security/raw-path', text)).toBe(false);
});
