import { snakeCase } from '../model/names.js';

/** Parts of a host that say nothing of whose it is. */
const COMMON = /^(api|rest|www|app|mcp|gateway|v\d+)$/;

/** `https://api.acme.dev/v1` is of `acme`; undefined for addresses. */
export function nameOfHost(url: string): string | undefined {
  const { hostname } = new URL(url);
  if (/^[\d.]+$|^\[/.test(hostname)) return undefined;
  const labels = hostname.split('.').filter((label) => !COMMON.test(label));
  // `acme.co.uk`: the part before the domains that everyone shares.
  const domain = labels.findLast(
    (label, index) => index === 0 || (label.length > 3 && index < labels.length - 1),
  );
  const name = snakeCase(domain ?? '').replace(/^[^a-z]+/, '');
  return name === '' ? undefined : name;
}
