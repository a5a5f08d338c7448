// Where the two may differ, and why.
'use strict';

/** Relative tolerance of floating-point results, by template: the last digits of these are the mathematical library's. */
const inexact = /\b(SIN|COS|TAN|ASIN|ACOS|ATAN|SINH|COSH|TANH|ASINH|ACOSH|ATANH|COT|COTH|CSC|CSCH|SEC|SECH|ATAN2|EXP|LN|LOG|LOG10|POW|POWER|CBRT|SQRT|STDDEV\w*|VAR\w*|CORR|COVAR\w*|AVG|SUM|COSINE_DISTANCE|EUCLIDEAN_DISTANCE)\(/;

const toleranceOf = label => inexact.test(label) ? 1e-12 : 0;

/** Each with a test of { label, sql, expected, actual } and the reason. */
const differences = [
];

const isKnown = one => differences.some(({ when }) => when(one));

module.exports = { isKnown, toleranceOf, differences };
