import type { JsonSchemaObject } from '../../model/json-schema.js';
import { pascalCase } from '../../model/names.js';
import { definitionNames } from './definition-names.js';
import { documentShape } from './document-shape.js';
import { settle } from './layout.js';
import type { Io, Shape } from './shape.js';
import { exportedTypeDoc } from './type-layout.js';
import { typeOf } from './type-of.js';

export interface TypeOptions {
  io: Io;
  /** `SendMessageArgs` */
  name: string;
}

/**
 * The exported type of what the zod of `zodSource` gives out, laid out as Prettier would; before it the types of
 * definitions that contain themselves. The schema must be free of `schemaProblems`.
 */
export function typeSource(schema: JsonSchemaObject, { io, name }: TypeOptions): string {
  const { root, definitions } = documentShape(schema, io);
  const nameOf = definitionNames(
    definitions.keys(),
    (definition) => `${name}${pascalCase(definition) || 'Part'}`,
  );
  const declared = (typeName: string, shape: Shape) => {
    const type = typeOf(shape, nameOf);
    return settle((kept) => exportedTypeDoc(typeName, type, kept), '', 0);
  };
  const parts = Array.from(definitions, ([definition, shape]) =>
    declared(nameOf(definition), shape),
  );
  return [...parts, declared(name, root)].join('\n\n');
}
