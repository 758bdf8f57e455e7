import { isObj, obj, type Obj } from '../model.js';
import { resolved } from './references.js';

/** The security schemes of a document by name, without references. */
export const schemesOf = (document: Obj): Record<string, Obj> =>
  Object.fromEntries(
    Object.entries(obj(obj(document.components).securitySchemes)).flatMap(([name, value]) => {
      const scheme = resolved(document, value);
      return isObj(scheme) ? [[name, scheme] as const] : [];
    }),
  );
