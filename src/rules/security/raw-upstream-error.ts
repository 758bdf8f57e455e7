import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import type { Follow } from './follow/follow.js';
import { broughtBy } from './follow/shown.js';
import { upstreamIn } from './upstream/follow.js';
import { isForTheModel } from './upstream/public-error.js';

const CLIENT = 'src/providers/weather/api/client.ts';
const fails = (code: string) => ({
  [CLIENT]: {
    replace: '): Promise<unknown> {',
    with: `): Promise<unknown> {\n  const response = await fetch('https://api.weather.dev/v1/status');\n  ${code}`,
  },
});

export default defineRule({
  severity: 'error',
  summary: 'No error that the model reads carries the raw answer of the API.',
  why: 'An answer may hold secrets, internal names or text that instructs the model.',
  source: {
    text: 'CWE-209, Generation of Error Message Containing Sensitive Information.',
    url: 'https://cwe.mitre.org/data/definitions/209.html',
  },
  securitySeverity: 5.3,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const upstream = upstreamIn(code);
    const tell = (raw: Value) =>
      report({
        at: file.at(broughtBy(upstream, { file, value: raw })),
        message: 'This error tells the model what the API or the runtime said, word for word.',
        hint: 'Say in your own words what the model can do, and pass the rest on as "cause" for the log.',
      });
    for (const raw of failedResults(file, upstream)) tell(raw);
    for (const value of file.facts.calls) {
      if (!value.construct || !isForTheModel({ file, value: value.callee }, code)) continue;
      const raw = value.arguments.find(
        (given) => given.is !== 'object' && upstream.ways({ file, value: given }).length > 0,
      );
      if (raw) tell(raw);
    }
  },
  examples: [
    {
      ok: fails(
        'if (!response.ok) throw new ToolError(`The API failed (HTTP ${response.status}).`);',
      ),
    },
    {
      ok: fails(
        "if (!response.ok) throw new ToolError('The API failed.', { cause: await response.text() });",
      ),
    },
    { ok: fails('if (!response.ok) throw new Error(await response.text());') },
    {
      bad: fails('if (!response.ok) throw new ToolError(await response.text());'),
      finds: [`${CLIENT}:8:47`],
    },
    {
      bad: fails(
        'const body = await response.text();\n  if (!response.ok) throw new ToolError(`The API said ${body}`);',
      ),
      finds: [`${CLIENT}:9:57`],
    },
    {
      bad: fails(
        'const body = await response.text();\n  const why = `The API said ${body}`;\n  if (!response.ok) throw new ToolError(why);',
      ),
      finds: [`${CLIENT}:10:41`],
    },
    {
      ok: fails(
        'const { items } = (await response.json()) as { items: { state: string }[] };\n  throw new ToolError(`There are ${items.length}, the first is ${items[0]?.state}.`);',
      ),
    },
    {
      ok: fails(
        'try {\n    await fetch(path);\n  } catch (error) {\n    if (error instanceof ToolError) throw new ToolError(error.message);\n    throw error;\n  }',
      ),
    },
    {
      bad: fails(
        'const bodyOf = async (answer: Response) => (await answer.text()).slice(0, 200);\n  const body = await bodyOf(response);\n  throw new ToolError(body);',
      ),
      finds: [`${CLIENT}:10:23`],
    },
    {
      bad: fails(
        "try {\n    await fetch(path);\n  } catch (error) {\n    throw new ToolError(error instanceof Error ? error.message : 'It failed.');\n  }",
      ),
      finds: [`${CLIENT}:11:50`],
    },
    {
      bad: fails(
        'const fail = (text: string) => {\n    throw new ToolError(`The API said: ${text}`);\n  };\n  fail(JSON.stringify(await response.json()));',
      ),
      finds: [`${CLIENT}:9:42`],
    },
    {
      bad: fails('if (!response.ok) throw new ToolError(`It said ${response.statusText}.`);'),
      finds: [`${CLIENT}:8:52`],
    },
    {
      bad: fails(
        "if (!response.ok)\n    return { isError: true, content: [{ type: 'text', text: await response.text() }] };",
      ),
      finds: [`${CLIENT}:9:67`],
    },
    {
      bad: {
        'src/core/refused.ts': `import { ToolError } from './define.js';

class Refused extends ToolError {}

export async function refuse(response: Response): Promise<never> {
  const { error } = await response.json();
  throw new Refused(JSON.stringify(error).slice(0, 200));
}
`,
      },
      finds: ['src/core/refused.ts:7:36'],
    },
  ],
});

/** Contents of results with `isError: true`, as far as they have such words. */
function failedResults(file: SourceFile, upstream: Follow): Value[] {
  if (!file.text.includes('isError')) return [];
  return file.facts.objects.flatMap(({ entries }) => {
    const valueOf = (key: string) =>
      entries.findLast((entry) => entry.is === 'entry' && entry.key === key)?.value;
    const isError = valueOf('isError');
    const content = valueOf('content');
    const fails = isError && upstream.code.constant({ file, value: isError }) === true;
    return fails && content && upstream.ways({ file, value: content }).length > 0 ? [content] : [];
  });
}
