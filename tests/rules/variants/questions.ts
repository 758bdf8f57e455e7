import { API_MODULE, apiModule } from '../api-module.js';
import type { Variant } from '../variants.js';

const IMPORTS =
  "import { ask, canAsk, once, openUrl, RefusedError } from 'mcp-provider';\nimport * as z from 'zod';\n";

const asks = (variant: string, body: string, path?: string): Variant => ({
  variant: `question: ${variant}`,
  edits: { [API_MODULE]: apiModule(IMPORTS, body, path === undefined ? {} : { path }) },
});

export const variants: readonly Variant[] = [
  asks(
    'what a person enters, encoded',
    "const { name } = await ask(context, 'Which?', z.object({ name: z.string() }));",
    'path`/repos/x/${name}`',
  ),
  asks(
    'a choice of the person',
    "const { kind } = await ask(context, 'Which?', z.object({ kind: z.enum(['issues', 'pulls']) }));",
    '`/repos/x/${kind}`',
  ),
  asks(
    'a question only where that is possible',
    'if (canAsk(context)) await ask(context, `Read ${owner}?`, z.object({}));',
  ),
  asks(
    'a refusal that is caught',
    'try {\n    await ask(context, `Read ${owner}?`, z.object({}));\n  } catch (error) {\n    if (!(error instanceof RefusedError)) throw error;\n    throw new ToolError(`Not read: ${error.action}.`);\n  }',
  ),
  asks(
    'a request that is done once',
    "await once(context, 'a', async () => (await callApi({ method: 'GET', path: '/zen' }, context)).body);",
  ),
  asks(
    'a page with an encoded argument',
    "await openUrl(context, `https://github.com/${encodeURIComponent(owner)}`, 'Open it.');",
  ),
];
