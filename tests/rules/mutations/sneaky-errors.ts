import { type Mutation, inIssues } from '../mutate.js';

const IMPORT = "import { callApi } from './client.js';\n";
const CALL = '  return response.body;';
const FETCH = "const response = await fetch('https://api.github.com/x');";

/** What is said of an answer in the tool's function. */
const sneaky = (defect: string, body: string, top = ''): Mutation =>
  inIssues(`sneaky: error with ${defect}`, 'security/raw-upstream-error', {
    'src/providers/issues/api/get-issue.ts': [
      [IMPORT, `${IMPORT}import { ToolError } from 'mcp-provider';\n${top}`],
      [CALL, `  await told(context);\n${CALL}`],
      [
        'export const getIssue:',
        `async function told(context: CallContext) {\n  await callApi({ method: 'GET', path: '/x' }, context);\n  ${body}\n}\n\nexport const getIssue:`,
      ],
    ],
  });

export const mutations: readonly Mutation[] = [
  sneaky(
    'a body that a helper reads',
    `${FETCH}\n  const body = await bodyOf(response);\n  ▶throw new ToolError(body);`,
    'const bodyOf = async (response: Response) => response.text();\n',
  ),
  sneaky(
    'a body that a helper puts into a sentence',
    `${FETCH}\n  ▶throw new ToolError(said(await response.text()));`,
    'const said = (text: string) => `It said ${text}`;\n',
  ),
  sneaky(
    'a body in a list of words',
    `${FETCH}\n  ▶throw new ToolError(['It said', await response.text()].join(' '));`,
  ),
  sneaky(
    'a message out of the answer',
    `${FETCH}\n  const { error } = (await response.json()) as { error: { message: string } };\n  ▶throw new ToolError(error.message);`,
  ),
  sneaky(
    'a body by way of the API client',
    "const response = await callApi({ method: 'GET', path: '/y' }, context);\n  ▶throw new ToolError(JSON.stringify(response.body));",
  ),
  sneaky(
    'a message that was caught',
    "try {\n    await callApi({ method: 'GET', path: '/y' }, context);\n  } catch (error) {\n    ▶throw new ToolError(`It failed: ${(error as Error).message}`);\n  }",
  ),
  sneaky(
    'a caught error as text',
    "try {\n    await callApi({ method: 'GET', path: '/y' }, context);\n  } catch (error) {\n    ▶throw new ToolError(String(error));\n  }",
  ),
  sneaky(
    'the message of a promise',
    "await callApi({ method: 'GET', path: '/y' }, context).catch(({ message }: Error) => {\n    ▶throw new ToolError(message);\n  });",
  ),
  sneaky(
    'a text handed to a helper',
    `${FETCH}\n  fail(await response.text());`,
    'const fail = (text: string): never => {\n  ▶throw new ToolError(text);\n};\n',
  ),
];
