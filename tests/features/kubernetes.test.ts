import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

interface Manifest {
  apiVersion: string;
  kind: string;
}

/** A compiled JSON Schema of Kubernetes. */
interface Schema {
  validate: ((data: unknown) => boolean) & {
    errors?: { instancePath: string; keyword: string }[];
  };
}

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'deploy.md'), 'utf8');
const [, yaml = ''] = /## Kubernetes[^]*?```yaml\n([^]*?)```/.exec(page) ?? [];
const manifests = parseAllDocuments(yaml).map((document) => document.toJS() as Manifest);

const GROUPS: Record<string, string> = {
  v1: 'CoreV1',
  'apps/v1': 'AppsV1',
  'policy/v1': 'PolicyV1',
  'networking.k8s.io/v1': 'NetworkingV1',
};

/** Data that says which of its keys nobody has read. */
function watched(value: unknown, at: string, unread: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Array.isArray(value) ? ([] as never) : {};
  for (const [key, item] of Object.entries(value)) {
    copy[key] = watched(item, `${at}/${key}`, unread);
    unread.add(`${at}/${key}`);
  }
  return new Proxy(copy, {
    get(target, key) {
      unread.delete(`${at}/${String(key)}`);
      return Reflect.get(target, key) as unknown;
    },
  });
}

/** The schemas allow keys that they do not know, and do not look at them. */
async function problems({ apiVersion, kind, ...one }: Manifest): Promise<string[]> {
  const name = `kubernetes-models/_schemas/IoK8sApi${GROUPS[apiVersion]}${kind}`;
  const { validate } = (await import(name)) as Schema;
  const unread = new Set<string>();
  validate({ apiVersion, kind, ...(watched(one, '', unread) as object) });
  const errors = (validate.errors ?? []).map((each) => `${each.instancePath} ${each.keyword}`);
  return [...errors, ...Array.from(unread, (path) => `${path} is unknown`)];
}

it.each(manifests.map((one) => [one.kind, one] as const))('the %s is valid', async (_, one) => {
  expect(await problems(one)).toEqual([]);
});

it('notices wrong types, and keys that Kubernetes would ignore', async () => {
  const [deployment] = manifests;
  const text = JSON.stringify(deployment).replace('"replicas":2', '"replicas":"2"');
  const wrong = JSON.parse(text.replace('"livenessProbe"', '"livenesProbe"')) as Manifest;
  const found = await problems(wrong);
  expect(found).toContain('/spec/replicas type');
  expect(found).toContain('/spec/template/spec/containers/0/livenesProbe is unknown');
});
