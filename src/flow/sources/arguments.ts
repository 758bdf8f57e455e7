import type { Code, Definition, ToolDefinition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import { TAINTED } from '../taint.js';
import type { FlowPolicy } from '../policy.js';
import { ArgumentFlow, type ArgumentSource } from './argument-flow.js';
import { freeArguments } from './free-arguments.js';

const FLOWS = new WeakMap<ProviderModel, readonly DefinitionFlow[]>();

/** The flow of the arguments of a tool, or of the variables in the URI of a resource. */
export interface DefinitionFlow {
  flow: ArgumentFlow;
  /** The flow of those arguments only that can hold one of these texts, and that no such call has cleaned. */
  of(hostile: readonly string[], cleans?: FlowPolicy['cleans']): ArgumentFlow;
}

export function argumentFlows(provider: ProviderModel): readonly DefinitionFlow[] {
  let flows = FLOWS.get(provider);
  if (!flows) {
    const { code } = provider.project;
    flows = [
      ...provider.tools.map((tool) => flowOf(code, (hostile) => ofTool(tool, provider, hostile))),
      ...provider.resources.map((resource) => flowOf(code, () => ofResource(resource, provider))),
    ];
    FLOWS.set(provider, flows);
  }
  return flows;
}

const flowOf = (
  code: Code,
  source: (hostile?: readonly string[]) => ArgumentSource,
): DefinitionFlow => ({
  flow: new ArgumentFlow(source(), code),
  of: (hostile, cleans) =>
    new ArgumentFlow({ ...source(hostile), ...(cleans && { cleans }) }, code),
});

const ofTool = (
  { run, input }: ToolDefinition,
  provider: ProviderModel,
  hostile?: readonly string[],
): ArgumentSource => ({
  run,
  taint: freeArguments(input, hostile),
  forms: formsOf(provider, hostile),
});

const formsOf = ({ forms }: ProviderModel, hostile?: readonly string[]) =>
  new Map(forms.map(({ call, schema }) => [call, freeArguments(schema, hostile)]));

function ofResource(resource: Definition, provider: ProviderModel): ArgumentSource {
  const { code } = provider.project;
  const uri = resource.property('uri');
  const address = uri && code.constant(uri);
  const isFixed = typeof address === 'string' && !address.includes('{');
  const read = isFixed ? undefined : resource.property('read');
  const run = read && code.functions(read).findLast((each) => each.function.body);
  return { run, taint: TAINTED, forms: formsOf(provider) };
}
