SELECT COUNT(*) AS candidates, MAX(c.wilson_score_lower_bound) AS best
FROM `${project}.${dataset}.caption_candidates`('account_007') AS c;
