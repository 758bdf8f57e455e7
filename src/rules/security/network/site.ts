import { isIPv4 } from 'node:net';

/** Second labels under which registries and hosting services give names to different owners: `co.uk`, `github.io`. */
const SHARED =
  /^((co|com|net|org|gov|ac|edu|ne|or|go|gob)\.[a-z]{2}|(github|gitlab)\.io|(vercel|netlify|web|fly|pages|workers|onrender|herokuapp|railway|deno|ngrok|azurewebsites|cloudfront|amazonaws|appspot|firebaseapp|supabase|myshopify|zendesk|atlassian)\.(app|dev|com|net|co)|ngrok-free\.app)$/;

/** The last two labels of the host of an address, three where owners share the last two; the whole of an IP address. */
export function siteOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const host = url.hostname.replace(/\.$/, '');
  if (isIPv4(host) || host.startsWith('[')) return host;
  const labels = host.split('.');
  const site = labels.slice(-2).join('.');
  return SHARED.test(site) ? host : site;
}
