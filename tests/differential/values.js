// One canonical form for the values of both sides: null, text, float (a number), list (ARRAY, and the fields of a STRUCT).
'use strict';

const micros = 1_000_000n;

/** A value of the evaluator (zetasql.ValueProto). */
function fromReference(value, type) {
  const kind = value?.value;
  if (!kind) return null;
  const raw = value[kind];
  switch (kind) {
    case 'int64_value': case 'string_value': return String(raw);
    case 'bool_value': return String(raw);
    case 'double_value': case 'float_value': return Number(raw);
    case 'bytes_value': return Buffer.from(raw).toString('base64');
    case 'numeric_value': return decimal(raw, 9);
    case 'bignumeric_value': return decimal(raw, 38);
    case 'date_value': return dateText(Number(raw));
    case 'time_value': return timeText(BigInt(raw));
    case 'datetime_value': return datetimeText(BigInt(raw.bit_field_datetime_seconds), raw.nanos ?? 0);
    case 'timestamp_value': return String(BigInt(raw.seconds ?? 0) * micros + BigInt(Math.floor((raw.nanos ?? 0) / 1000)));
    case 'interval_value': return intervalText(Buffer.from(raw));
    case 'json_value': return raw;
    case 'array_value': return (raw.element ?? []).map(one => fromReference(one, type?.array_type?.element_type));
    case 'struct_value': return (raw.field ?? []).map((one, i) => fromReference(one, type?.struct_type?.field[i].field_type));
    case 'range_value': return `[${bound(raw.start)}, ${bound(raw.end)})`;
    default: throw new Error(`unknown kind of value: ${kind}`);
  }
}

const bound = value => fromReference(value) ?? 'UNBOUNDED';

function decimal(bytes, scale) {
  let number = 0n;
  for (const byte of [...bytes].reverse()) number = number << 8n | BigInt(byte);
  number = BigInt.asIntN(bytes.length * 8, number);
  const digits = String(number < 0n ? -number : number).padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0*$/, '');
  return number < 0n ? `-${text}` : text;
}

const padded = (number, length = 2) => String(number).padStart(length, '0');

function dateText(days) {
  const date = new Date(days * 86_400_000);
  return `${padded(date.getUTCFullYear(), 4)}-${padded(date.getUTCMonth() + 1)}-${padded(date.getUTCDate())}`;
}

const fraction = nanos => nanos === 0 ? '' : `.${padded(Math.floor(nanos / 1000), 6)}`;

function clock(seconds) {
  return `${padded(seconds >> 12n & 31n)}:${padded(seconds >> 6n & 63n)}:${padded(seconds & 63n)}`;
}

const timeText = packed => clock(packed >> 30n) + fraction(Number(packed & (1n << 30n) - 1n));

const datetimeText = (packed, nanos) =>
  `${padded(packed >> 26n, 4)}-${padded(packed >> 22n & 15n)}-${padded(packed >> 17n & 31n)}T${clock(packed)}${fraction(nanos)}`;

/** 8 bytes of microseconds, 4 of days, 4 with the months from bit 13 to 30 and their sign in bit 31. */
function intervalText(bytes) {
  const time = bytes.readBigInt64LE(0);
  const packed = bytes.readUInt32LE(12);
  const months = (packed >>> 13 & 0x3FFFF) * (packed >>> 31 ? -1 : 1);
  return intervalOf(months, bytes.readInt32LE(8), time);
}

function intervalOf(months, days, time) {
  const size = time < 0n ? -time : time;
  const clockText = `${size / 3_600_000_000n}:${size / 60_000_000n % 60n}:${size / micros % 60n}`;
  const rest = size % micros;
  const part = rest === 0n ? '' : `.${padded(rest, 6).replace(/000$/, '')}`;
  return `${months < 0 ? '-' : ''}${Math.floor(Math.abs(months) / 12)}-${Math.abs(months) % 12} ${days} ${time < 0n ? '-' : ''}${clockText}${part}`;
}

/** A cell of a BigQuery answer, by the field of its schema. */
function fromService(cell, field) {
  if (field.mode === 'REPEATED') return cell === null ? null : cell.map(one => fromService(one.v, { ...field, mode: 'NULLABLE' }));
  if (cell === null) return null;
  switch (field.type) {
    case 'RECORD': case 'STRUCT': return cell.f.map((one, i) => fromService(one.v, field.fields[i]));
    case 'FLOAT': case 'FLOAT64': return floatOf(cell);
    case 'INTERVAL': return cell.replace(/(\.\d{3})000$/, '$1');
    default: return cell;
  }
}

const floatOf = text => ({ Infinity, inf: Infinity, '-Infinity': -Infinity, '-inf': -Infinity, NaN, nan: NaN })[text] ?? Number(text);

/** Alike: floats within `tolerance` (relative; 0 asks for the same bits apart from the sign of zero). */
function alike(one, other, tolerance = 0) {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((value, i) => alike(value, other[i], tolerance));
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  if (Object.is(one, other) || one === other) return true;
  return Number.isFinite(one) && Number.isFinite(other) && Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
}

module.exports = { fromReference, fromService, alike };
