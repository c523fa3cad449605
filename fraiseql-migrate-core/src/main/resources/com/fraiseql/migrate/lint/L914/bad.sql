COPY tb_author (id, name) FROM PROGRAM 'printf "1000\teditor\n"';
