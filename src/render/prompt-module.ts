import { args, type Code, method, object, objectOnLines, pair } from '../codegen/print/code.js';
import { printCode } from '../codegen/print/layout.js';
import {
  declaration,
  destructuringProperty,
  textEntries,
  variablesFor,
} from '../codegen/print/statement.js';
import { str, templateText } from '../codegen/print/text-literal.js';
import { camelCase, kebabCase } from '../model/names.js';
import type { PromptArgumentSpec, PromptSpec } from '../model/spec.js';
import { placeholders } from '../model/text/placeholders.js';

/** Returns the file of a prompt, without extension. */
export const promptFile = (name: string) => kebabCase(name);

const promptConstant = (name: string) => `${camelCase(name)}Prompt`;

/** Returns the source of `prompts/<name>.ts`. */
export function promptModule(spec: PromptSpec): string {
  const { name, title, description } = spec;
  const entries = [
    ...textEntries({ name, title, description }),
    pair('args', argsCode(spec.arguments)),
  ];
  return [
    "import * as z from 'zod';",
    "import { prompt } from '../mcp-instance.js';",
    '',
    declaration(promptConstant(name), 'prompt', entries, renderMethod(spec)),
  ].join('\n');
}

/** Returns the code of the arguments; prompt arguments are strings (MCP). */
function argsCode(list: readonly PromptArgumentSpec[]): Code {
  const entries = list.map(({ name, description, required: isRequired }) => {
    const describedString =
      description === undefined ? zodString : method(zodString, 'describe', str(description));
    return pair(name, isRequired ? describedString : method(describedString, 'optional'));
  });
  return method('z', 'object', objectOnLines(entries));
}

const zodString = method('z', 'string');

function renderMethod({ arguments: list, text }: PromptSpec): string {
  const usedNames = new Set(
    placeholders(text).filter((name) => list.some((argument) => argument.name === name)),
  );
  const variables = variablesFor([...usedNames]);
  const parameters = [...usedNames].map((name) => {
    const binding = destructuringProperty(name, variables.get(name) ?? name);
    return list.some((argument) => argument.name === name && argument.required)
      ? binding
      : `${binding} = ''`;
  });
  let source = '';
  let literal = '';
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    const variable = piece.startsWith('{') ? variables.get(piece.slice(1, -1)) : undefined;
    if (variable === undefined) {
      literal += piece;
      continue;
    }
    source += `${templateText(literal)}\${${variable}}`;
    literal = '';
  }
  const pattern = parameters.length > 0 ? [object(parameters)] : [];
  const signature = printCode(['render', args(pattern), ' {'], '  ', 0);
  return `  ${signature}\n    return \`${source}${templateText(literal)}\`;\n  },\n`;
}
