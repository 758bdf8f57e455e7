import type { Project } from './project.js';
import { projectOf } from './project.js';

/** One value for each project that has this provider: what the code of a provider remembers ends with its project. */
export function perProject<Value>(provider: string, make: () => Value): () => Value {
  const made = new WeakMap<Project, Value>();
  return () => {
    const project = projectOf(provider);
    const known = made.get(project);
    if (known !== undefined) return known;
    const value = make();
    made.set(project, value);
    return value;
  };
}
