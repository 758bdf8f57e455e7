import type { Span } from '@opentelemetry/api';
import { SpanStatusCode } from '@opentelemetry/api';

/** A message can repeat arguments: a span has the type of the error only. */
export function fail(span: Span, type: string): void {
  if (!span.isRecording()) return;
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

export function typeOf(error: unknown): string {
  return error instanceof Error ? error.name : '_OTHER';
}
