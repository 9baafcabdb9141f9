-- A migration of its own, as some databases see a new column only after the one that adds it.
update topology set owner = (select content from topology_label l where l.name = topology.name and l.label = 'team')
where not deleted;
