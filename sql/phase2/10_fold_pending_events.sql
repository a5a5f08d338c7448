CALL `${project}.${dataset}.update_caption_stats_batch`(1000000);
