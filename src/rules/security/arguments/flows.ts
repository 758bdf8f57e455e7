import type { Code, Definition, ToolDefinition } from '../../../model/code.js';
import type { ProviderModel } from '../../../model/project.js';
import { Flow, type Source } from './flow.js';
import { ALL } from '../follow/ways.js';
import { freeArguments } from './free.js';

const FLOWS = new WeakMap<ProviderModel, readonly ProviderFlow[]>();

/** Of a tool, or of a resource whose address has variables. */
export interface ProviderFlow {
  flow: Flow;
  /** Anew, of those arguments only that may hold one of these texts. */
  of(hostile: readonly string[]): Flow;
}

export function flowsOf(provider: ProviderModel): readonly ProviderFlow[] {
  let flows = FLOWS.get(provider);
  if (!flows) {
    const { code } = provider.project;
    flows = [
      ...provider.tools.map((tool) => made(code, (hostile) => ofTool(tool, hostile))),
      ...provider.resources.map((resource) => made(code, () => ofResource(resource, code))),
    ];
    FLOWS.set(provider, flows);
  }
  return flows;
}

const made = (code: Code, source: (hostile?: readonly string[]) => Source): ProviderFlow => ({
  flow: new Flow(source(), code),
  of: (hostile) => new Flow(source(hostile), code),
});

const ofTool = ({ run, input }: ToolDefinition, hostile?: readonly string[]): Source => ({
  run,
  free: freeArguments(input, hostile),
});

function ofResource(resource: Definition, code: Code): Source {
  const uri = resource.property('uri');
  const address = uri && code.constant(uri);
  const isFixed = typeof address === 'string' && !address.includes('{');
  const read = isFixed ? undefined : resource.property('read');
  return { run: read && code.functions(read).findLast((each) => each.function.body), free: ALL };
}
