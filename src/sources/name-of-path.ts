import { snakeCase } from '../model/names.js';
import { providerNameRule } from '../spec/text-rules.js';

/**
 * Returns the name of a provider for a file, a folder or a database: `data/acme-shop.db` →
 * `acme_shop`.
 * @param prefix for names that are not valid alone
 */
export function nameOfPath(path: string, prefix: string): string {
  const [, base = ''] = /([^/\\:]*?)(?:\.\w+)?[/\\]?$/.exec(path) ?? [];
  const name = snakeCase(base.normalize('NFKD').replace(/\p{M}/gu, '')).slice(0, 40);
  return providerNameRule(name) === undefined ? name : `${prefix}_${name}`.replace(/_$/, '');
}
