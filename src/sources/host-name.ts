import { snakeCase } from '../model/names.js';

/** Parts of a host that do not tell who owns it. */
const COMMON_HOST_PART = /^(api|rest|www|app|mcp|gateway|v\d+)$/;

/** Returns the name from the host of a URL: `https://api.acme.dev/v1` → `acme`; undefined for IP addresses. */
export function nameOfHost(url: string): string | undefined {
  const { hostname } = new URL(url);
  if (/^[\d.]+$|^\[/.test(hostname)) return undefined;
  const labels = hostname.split('.').filter((label) => !COMMON_HOST_PART.test(label));
  // `acme.co.uk`: the label before the shared domains.
  const domain = labels.findLast(
    (label, index) => index === 0 || (label.length > 3 && index < labels.length - 1),
  );
  const name = snakeCase(domain ?? '').replace(/^[^a-z]+/, '');
  return name === '' ? undefined : name;
}
