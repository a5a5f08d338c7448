CREATE MACRO noise(k) AS CAST(hash(k) & 9223372036854775807 AS BIGINT);
CREATE MACRO normal_of(z) AS sqrt(-2 * ln(((z >> 42) + 0.5) / 2097152)) * cos(6.283185307179586 * (((z >> 21) & 2097151) + 0.5) / 2097152);
CREATE MACRO accepted_gamma(d, root, z) AS CASE
  WHEN root > 0
    AND ln(((z & 2097151) + 0.5) / 2097152) < d * (4.5 * (root - 1) * (root - 1) + 1 - root * root * root + 3 * ln(greatest(root, 1e-9)))
  THEN d * root * root * root
END;
CREATE MACRO gamma_round(d, z) AS accepted_gamma(d, 1 + normal_of(z) / sqrt(9 * d), z);
