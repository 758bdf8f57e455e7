import type { Variant } from '../variants.js';

const GET = 'src/providers/issues/api/get-issue.ts';
const CLIENT = 'src/providers/issues/api/client.ts';
const DONE = '  return answer.body;';
const CALL = '  return http(';

const told = (variant: string, body: string): Variant => ({
  variant,
  edits: {
    [GET]: [
      [
        "import { callApi } from './client.js';\n",
        "import { ToolError } from '../../../core/define.js';\nimport { callApi } from './client.js';\n",
      ],
      [DONE, `  ${body}\n${DONE}`],
    ],
  },
});
const logged = (variant: string, body: string): Variant => ({
  variant,
  edits: { [CLIENT]: [CALL, `  ${body}\n${CALL}`] },
});

export const variants: readonly Variant[] = [
  logged('names of headers are logged', "console.error('x', Object.keys(request.headers ?? {}));"),
  logged(
    'what the API answered is logged by its headers',
    "const done = await http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal);\n  console.error('x', done.headers);",
  ),
  logged(
    'all but the headers of a request is logged',
    "const { headers, ...rest } = authorize(request, credentials);\n  void headers;\n  console.error('x', rest);",
  ),
  told(
    'an error counts what was found',
    'const { items } = answer.body as { items: { state: string }[] };\n  if (items.length > 99) throw new ToolError(`${items.length} are too many, the first is ${items[0]?.state}.`);',
  ),
  told(
    'the words of the project are passed on',
    "try {\n    await callApi({ method: 'GET', path: '/x' }, context);\n  } catch (error) {\n    if (error instanceof ToolError) throw new ToolError(error.message);\n    throw error;\n  }",
  ),
  told(
    'an argument picks one of the addresses there are',
    "const bases = new Map([['a', '/a']]);\n  await callApi({ method: 'GET', path: bases.get(repo) ?? '/b' }, context);",
  ),
];
