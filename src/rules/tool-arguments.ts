import { chainRoot, type Expression } from '../model/module.js';
import type { Provider } from '../model/project.js';

/** Returns the arguments of a provider's tools that their definitions do not exempt. */
export function* toolArguments({ definitions, project }: Provider) {
  for (const { kind, module, options } of definitions) {
    if (kind !== 'tool') continue;
    const schema = project.resolveExpression(module, options.members.get('input'))?.expression;
    const exempt = project.resolveExpression(module, options.members.get('exempt'))?.expression
      .members;
    for (const [name, argument] of objectMembers(schema))
      if (!exempt?.has(name)) yield { name, argument };
  }
}

/** Returns the members of `z.object({ … })`, including those of nested objects. */
function* objectMembers(schema: Expression | undefined): Generator<[string, Expression]> {
  for (const [name, member] of chainRoot(schema)?.arguments[0]?.members ?? []) {
    yield [name, member];
    yield* objectMembers(member);
  }
}
